// Makes the sources and the dependencies of a stand-alone project out of the README's marked blocks.

String readme = readmeFile.getText('UTF-8')

String block(String readme, String name, String language) {
  def block = readme =~ /(?s)<!-- snippet: ${name} -->\s*```${language}\R(.*?)```/
  if (!block.find()) {
    throw new IllegalStateException(
        "README.md has no ${language} block under <!-- snippet: ${name} -->")
  }
  return block.group(1)
}

def pom = new File(basedir, 'pom.xml')
pom.setText(
    pom.getText('UTF-8').replace("<!-- ${dependencies} -->", block(readme, dependencies, 'xml')),
    'UTF-8')

def sources = new File(basedir, 'src/main/java')
sources.mkdirs()
snippets.each { name ->
  def body = block(readme, name, 'java')
  new File(sources, "${name.capitalize()}.java").setText(
      """${imports.collect { "import ${it};" }.join('\n')}

final class ${name.capitalize()} {
  static void run() throws Exception {
${body.readLines().collect { it.isEmpty() ? it : '    ' + it }.join('\n')}
  }
}
""", 'UTF-8')
}
new File(sources, 'Consumer.java').setText(
    """public final class Consumer {
  public static void main(String[] args) throws Exception {
${snippets.collect { "    ${it.capitalize()}.run();" }.join('\n')}
  }
}
""", 'UTF-8')
