def site = context.get("site")
def log = new File(basedir, "build.log").text
try {
    ["orders", "stock"].each { service ->
        assert new File(basedir, "$service/target/image.tar").length() > 0
        def pushed = site.registry().digest("shop/backend/$service", "c0ffee11")
        assert pushed.isPresent()
        assert site.registry().digest("shop/backend/$service", "live") == pushed: "not promoted: $service"
        assert new File(basedir, "$service/target/cfa/image.json").text.contains(pushed.get())
    }
    // promoted once, by the module that rolls out, and not by one that is called deploy
    assert log.contains("left to the module ship, which rolls out after all services")
    // the plan of the rollout: other names, another directory
    assert log.contains("cd " + site.directory())
    assert log.contains("REGISTRY_IMAGE=" + site.prefix())
    assert log.contains("TAG=live")
    // what routes to others is what its compose file says, and is replaced last
    assert log.indexOf("replace or start stock") < log.indexOf("replace or start orders")
    assert log.contains("replace or start stock")
    assert !(log =~ /identity|issuance|api-gateway|service-kit|\/srv\/cfa|is called/)
    // what the files agree on is told by the project's own names
    assert log.contains("reactor, compose, env, pipeline and documents agree")
    ["build-orders", "build-stock", "ship-it"].each { job ->
        assert log =~ /ops\/pipeline.yml:\d+  $job has no rule for other; expected if: .CI_COMMIT_BRANCH == "other"/
    }
    // what the release is made of: the licence is that of the jar's own POM, which needs no jar
    def bill = new groovy.json.JsonSlurper().parse(new File(basedir, "target/cfa/gl-sbom-release.cdx.json"))
    assert bill.metadata.component == [type: "application", "bom-ref": "shop@c0ffee11", name: "shop", version: "c0ffee11"]
    def yaml = bill.components.find { it.name == "snakeyaml" }
    assert yaml.licenses == [[license: [id: "Apache-2.0"]]]
    assert bill.components.find { it.name == "common-lib" }.licenses == [[license: [name: "LicenseRef-org.example.shop"]]]
    assert yaml.properties.collect { it.value } == ["orders", "stock"]
    assert log =~ /common-lib\/pom.xml:\d+  org.yaml:snakeyaml:[0-9.]+, is under Apache-2.0, which is denied; expected/
    assert log.contains("the backup 20261129T030000Z was not brought from s3://shop-backups/nightly: it could not list"
            + " s3://shop-backups/nightly, as 127.0.0.1:1 takes no connection. Nothing was changed. Next: start it, or mend")
    assert !log.contains("hunter2")
    assert !log.contains("token-of-a-session")
    assert site.isUntouched()
} finally {
    site.close()
}
return true
