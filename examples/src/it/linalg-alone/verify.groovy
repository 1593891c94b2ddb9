def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('[1.0]') || log =~ /\[(1\.0|0\.99\d*)\]/ : 'the share of variance is missing'
assert log =~ /\[(0, 0, 1, 1|1, 1, 0, 0)\]/ : 'the two clusters are missing'
assert !(log =~ /onnxruntime|ai\.djl/) : 'clip-linalg brings more than linear algebra'
