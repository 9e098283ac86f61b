// a registry and a host for this build, in the JVM that runs it; Maven is told of them as a person is: by properties and ~/.ssh
context.put("site", io.cfa.maven.mojo.BuildSite.start(basedir.toPath()))
return true
