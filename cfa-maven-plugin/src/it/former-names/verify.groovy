def site = context.get("site")
def log = new File(basedir, "build.log").text
try {
    ["cfa.registryImage is called cfa.imagePrefix now.",
     "cfa.directory is called cfa.remoteDirectory now.",
     "cfa.yes is called cfa.assumeYes now.",
     "<bundle> in the configuration of cfa-maven-plugin is called <bundleDirectory> now."].each {
        assert log.count("[WARNING] $it The former name works until the next release. Next: rename it") == 1: it
    }
    assert log.count("is called") == 4
    assert site.connections() == 3
    assert new File(site.directory(), "docker-compose.yml").text.endsWith("# a change\n")
} finally {
    site.close()
}
return true
