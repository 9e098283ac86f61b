import io.cfa.maven.image.assembly.TinyBase
import io.cfa.maven.image.registry.LocalRegistry

def registry = new LocalRegistry()
context.put("registry", registry)
registry.fault("PUT /v2/shop/stock/manifests/c0ffee11", 1, 403)
new File(basedir, "test.properties").text = "cfa.imagePrefix=${registry.name()}/shop\ncfa.baseImage=${TinyBase.in(registry)}\n"
// changed after whatever was built of it
assert new File(basedir, "common-lib/src/main/java/shop/common/Common.java").setLastModified(System.currentTimeMillis() + 86_400_000L)
return true
