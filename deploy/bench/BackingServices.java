import io.cfa.contract.Database;
import io.cfa.contract.FreePort;
import io.cfa.contract.Realm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import redis.embedded.RedisServer;

/**
 * What the seven services stand on, on this machine: PostgreSQL and Redis themselves, S3Proxy for MinIO, and the tests' realm for Keycloak.
 *
 * <p>Arguments: the jar of S3Proxy, a directory for its settings, a file that is written when all of them answer, then a database to make for each
 * further argument. The file has a shell assignment a line. Ends when its standard input does.
 */
public class BackingServices {

    private static final String PASSWORD = "a-password-of-the-bench";

    public static void main(String[] words) throws Exception {
        for (String name : List.of(words).subList(3, words.length)) {
            try (Connection connection = DriverManager.getConnection(Database.url(), "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create database \"" + name + "\"");
            }
        }
        int redisPort = FreePort.next();
        RedisServer redis = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(redisPort)
                .setting("requirepass " + PASSWORD)
                .setting("save \"\"")
                .build();
        redis.start();
        int storePort = FreePort.next();
        Process store = store(Path.of(words[0]), Path.of(words[1]), storePort);
        Runtime.getRuntime().addShutdownHook(new Thread(store::destroy));
        Path written = Path.of(words[2] + ".new");
        Files.writeString(
                written,
                """
                database_port=%d
                redis_port=%d
                redis_secret=%s
                store_port=%d
                store_secret=%s
                issuer=%s
                keys=%s
                tokens=%s
                client_of_services=%s
                """
                        .formatted(
                                Database.port(),
                                redisPort,
                                PASSWORD,
                                storePort,
                                PASSWORD,
                                Realm.OURS.issuer(),
                                Realm.OURS.keys(),
                                Realm.OURS.tokens(),
                                Realm.SECRET));
        Files.move(written, Path.of(words[2]), StandardCopyOption.ATOMIC_MOVE);
        while (System.in.read() >= 0) {
            // whoever started it is still there
        }
        redis.stop();
        System.exit(0);
    }

    private static Process store(Path jar, Path directory, int port) throws Exception {
        Path settings = directory.resolve("s3proxy.conf");
        Files.writeString(
                settings,
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=cfa
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                """
                        .formatted(port, PASSWORD));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.log").toFile())
                .start();
    }
}
