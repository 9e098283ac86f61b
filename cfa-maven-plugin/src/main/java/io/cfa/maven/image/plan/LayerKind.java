package io.cfa.maven.image.plan;

import java.util.Locale;

/** What a layer holds, from what changes least to what changes most. */
public enum LayerKind {
    /** A layer of the base image. */
    BASE,
    /** The third-party jars of the kit's closure: the same bytes in every service. */
    SHARED_LIBRARIES,
    /** The class-data archive of those: the same bytes in every service. */
    CLASS_DATA,
    /** Third-party jars that only this service has, or has in another version. */
    LIBRARIES,
    /** Jars of this reactor. */
    REACTOR,
    /** The service's own resources, and the class path. */
    RESOURCES,
    /** Its beans, processed when the image was built: they change less often than its classes. */
    SPRING_AOT,
    /** The service's own classes. */
    CLASSES,
    /** The image's configuration, which a registry keeps like a layer. */
    CONFIG;

    /** Whether another service's image may hold the same bytes, so that looking for them is worth a request. */
    public boolean shared() {
        return this == BASE || this == SHARED_LIBRARIES || this == CLASS_DATA || this == REACTOR;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
