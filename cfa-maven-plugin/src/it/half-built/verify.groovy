def registry = context.get("registry")
def log = new File(basedir, "build.log").text
try {
    assert log.contains("the image of orders would hold common-lib as it is not in this clone: ")
    assert log.contains("Common.java is newer than its classes, and this build did not compile it."
            + " Next: ./mvnw package cfa:push -pl :orders -am")
    // none
    def orders = registry.name() + "/shop/orders:ffff0000"
    assert log.contains("no tag was moved: not in the registry: $orders. Next: run the builds of these again, or the whole one without -rf;"
            + " what is there already costs it nothing")
    // all
    ["orders", "stock"].each { service ->
        def pushed = registry.digest("shop/$service", "c0ffee11")
        assert pushed.isPresent()
        assert registry.digest("shop/$service", "live") == pushed: "not promoted: $service"
        assert log.count("shop/$service:live was not there, is ") == 1: "moved more than once: $service"
    }
    assert registry.tags("shop/orders").keySet() == ["c0ffee11", "live"] as Set
    assert !log.contains("-rf :common-lib")
} finally {
    registry.close()
}
return true
