import java.nio.file.Files

def binding = new Binding(
    basedir: basedir,
    readmeFile: new File(readme),
    dependencies: 'pom-core',
    snippets: ['explore', 'classify', 'search', 'embed'],
    imports: [
        'io.github.clip4j.*',
        'io.github.clip4j.embedding.*',
        'io.github.clip4j.embedding.Embeddings.Neighbour',
        'io.github.clip4j.image.*',
        'java.nio.file.*',
        'java.util.*'])
new GroovyShell(binding).evaluate(new File(scripts, 'consumer.groovy'))

// The folder that the recipes speak of.
def album = new File(basedir, 'photos')
album.mkdirs()
new File(photos).eachFile { Files.copy(it.toPath(), new File(album, it.name).toPath()) }
