// as -D on the command line
context.put("site", io.cfa.maven.mojo.BuildSite.start(basedir.toPath(), "cfa.registryImage", "cfa.directory"))
// the sync has something to do, and is not asked about it
new File(basedir, "ops/stack/docker-compose.yml") << "# a change\n"
return true
