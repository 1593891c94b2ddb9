def log = new File(basedir, 'build.log').getText('UTF-8')
['animal', 'food', 'object', 'vehicle'].each {
  assert log =~ /(?m)^${it}: \d+ photos$/ : "the cluster ${it} is missing"
}
assert log.contains('cat.jpg sits between clusters') : 'the kitten is missing'
assert log =~ /(?m)^animal \{/ : 'the classification is missing'
assert log =~ /(?m)^photos\/cat\.jpg 0\.\d+$/ : 'the search result is missing'
