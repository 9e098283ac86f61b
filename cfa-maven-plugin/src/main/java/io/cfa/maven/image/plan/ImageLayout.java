package io.cfa.maven.image.plan;

/** Where things lie in an image: absolute paths without a slash at their end. */
public final class ImageLayout {

    /** Where everything of ours lies, and a service starts. */
    public static final String HOME = "/app";

    /** The service's own classes. */
    static final String CLASSES = HOME + "/classes";

    /** What else its module packs. */
    static final String RESOURCES = HOME + "/resources";

    /** The class path, as an argument file of java. */
    public static final String CLASS_PATH_FILE = HOME + "/class-path";

    /** Classes of the shared jars, linked when the image was built. */
    public static final String ARCHIVE = HOME + "/kit.jsa";

    /** The beans of a Spring Boot application, processed when the image was built. */
    public static final String SPRING_AOT = HOME + "/spring-aot.jar";

    /** The class path with them at its end. */
    public static final String SPRING_AOT_CLASS_PATH_FILE = HOME + "/class-path-aot";

    private ImageLayout() {}
}
