package io.cfa.maven.image.registry;

/** What manifests are called. Source: OCI image specification 1.1, "Media Types"; Docker's "Image Manifest Version 2, Schema 2". */
public final class MediaType {

    /** One image, as Docker writes it. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** A list of images, one a platform, as Docker writes it. */
    public static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** One image. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** A list of images. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private MediaType() {}
}
