def binding = new Binding(
    basedir: basedir,
    readmeFile: new File(readme),
    dependencies: 'pom-linalg',
    snippets: ['linalg'],
    imports: ['io.github.clip4j.linalg.*', 'java.util.*'])
new GroovyShell(binding).evaluate(new File(scripts, 'consumer.groovy'))
