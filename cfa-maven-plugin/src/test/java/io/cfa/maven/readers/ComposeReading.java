package io.cfa.maven.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What Docker's own programs make of an input: {@code docker compose config}, and for the name of an image what {@code docker pull} asks an
 * engine for, which here is a listener on this machine's loopback address that only writes it down.
 */
final class ComposeReading implements AutoCloseable {

    private final List<String> compose;
    private final List<String> docker;
    private final Path directory;
    private final HttpServer engine;
    private final AtomicReference<String> pulled = new AtomicReference<>("");

    ComposeReading(List<String> compose, List<String> docker) throws IOException {
        this.compose = compose;
        this.docker = docker;
        this.directory =
                Files.createDirectory(Files.createTempDirectory("readers").resolve("bundle"));
        this.engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            if (exchange.getRequestURI().getPath().endsWith("/images/create")) {
                pulled.set(query);
            }
            exchange.getResponseHeaders().add("Api-Version", "1.41");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        engine.start();
    }

    @Override
    public void close() {
        engine.stop(0);
    }

    String read(ReaderKind kind, String input) {
        try {
            return ReaderCase.escape(
                    switch (kind) {
                        case ENV -> env(input);
                        case TEMPLATE -> template(input);
                        case PORT -> ports(input);
                        case MOUNT -> mount(input);
                        case IMAGE -> image(input);
                        case FILE -> file(input);
                        case PIPELINE -> throw new IllegalArgumentException("Docker reads no pipeline");
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String env(String text) throws IOException, InterruptedException {
        StringBuilder file = new StringBuilder("name: p\nservices: {a: {image: x, environment: {");
        for (String name : List.of("A", "B", "C", "D", "E", "F")) {
            file.append(name + ": \"${" + name + "-unset}\", ");
        }
        JsonNode config = config(text, file + "}}}");
        if (config == null) {
            return ReaderCase.REFUSED;
        }
        JsonNode environment = config.at("/services/a/environment");
        List<String> values = new ArrayList<>();
        environment.fieldNames().forEachRemaining(name -> {
            String value = environment.get(name).asText().replace("$$", "$");
            if (!value.equals("unset")) {
                values.add(name + "=" + value);
            }
        });
        return values.stream().sorted().collect(Collectors.joining("|"));
    }

    private String template(String text) throws IOException, InterruptedException {
        JsonNode config = config(
                ReaderKind.VARIABLES,
                "name: p\nservices: {a: {image: x, environment: {T: " + ReaderKind.quoted(text) + "}}}");
        return config == null
                ? ReaderCase.REFUSED
                : config.at("/services/a/environment/T").asText().replace("$$", "$");
    }

    private String ports(String text) throws IOException, InterruptedException {
        String entry = text.startsWith("{") ? text : ReaderKind.quoted(text);
        JsonNode config = config("", "name: p\nservices: {a: {image: x, ports: [" + entry + "]}}");
        return config == null
                ? ReaderCase.REFUSED
                : StreamSupport.stream(config.at("/services/a/ports").spliterator(), false)
                        .map(port -> port.path("host_ip").asText("") + " "
                                + port.path("published").asText("") + "->"
                                + port.path("target").asText() + "/"
                                + port.path("protocol").asText("tcp"))
                        .collect(Collectors.joining(", "));
    }

    private String mount(String text) throws IOException, InterruptedException {
        String entry = text.startsWith("{") ? text : ReaderKind.quoted(text);
        JsonNode config = config(
                "",
                "name: p\nservices: {a: {image: x, volumes: [" + entry
                        + "]}}\nvolumes: {data: {}, init: {}, a.b-c_d: {}}");
        if (config == null) {
            return ReaderCase.REFUSED;
        }
        JsonNode mount = config.at("/services/a/volumes/0");
        String source = mount.path("source").asText("");
        if (source.startsWith("/home/readers")) {
            source = "~" + source.substring("/home/readers".length());
        } else if (source.startsWith(directory.getParent().toString())) {
            source = "./" + directory.relativize(Path.of(source));
        }
        return mount.path("type").asText() + " " + source + " "
                + mount.path("target").asText();
    }

    private String file(String text) throws IOException, InterruptedException {
        JsonNode config = config(ReaderKind.VARIABLES, text);
        if (config == null) {
            return ReaderCase.REFUSED;
        }
        List<String> services = new ArrayList<>();
        config.path("services")
                .fields()
                .forEachRemaining(service -> services.add(service.getKey()
                        + StreamSupport.stream(service.getValue().path("ports").spliterator(), false)
                                .filter(port ->
                                        port.path("published").asText("").matches("[0-9]+"))
                                .map(port -> (port.has("host_ip")
                                                ? port.get("host_ip").asText() + ":"
                                                : "")
                                        + port.get("published").asText()
                                        + (port.path("protocol").asText("tcp").equals("tcp")
                                                ? ""
                                                : "/" + port.get("protocol").asText()))
                                .collect(Collectors.joining(" ", "(", ")"))));
        return config.get("name").asText() + ": " + services.stream().sorted().collect(Collectors.joining(" "));
    }

    private String image(String text) throws IOException, InterruptedException {
        pulled.set("");
        List<String> command = new ArrayList<>(docker);
        command.addAll(List.of("pull", "--quiet", text));
        run(command);
        String name = "";
        String tag = "";
        for (String part : pulled.get().split("&")) {
            String value = URLDecoder.decode(part.replaceFirst("^[^=]*=", ""), StandardCharsets.UTF_8);
            if (part.startsWith("fromImage=")) {
                name = value;
            } else if (part.startsWith("tag=") && !value.isEmpty()) {
                tag = (value.contains(":") ? "@" : ":") + value;
            }
        }
        return name.isEmpty() ? ReaderCase.REFUSED : name + tag;
    }

    /** Null where it is refused. */
    private JsonNode config(String env, String file) throws IOException, InterruptedException {
        Files.writeString(directory.resolve(".env.cfa2"), env);
        Files.writeString(directory.resolve("docker-compose.yml"), file);
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--env-file", ".env.cfa2", "-f", "docker-compose.yml", "config", "--format", "json"));
        String output = run(command);
        return output == null ? null : new ObjectMapper().readTree(output);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolveSibling("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(directory.resolveSibling("errors").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", "/home/readers");
        builder.environment()
                .put("DOCKER_HOST", "tcp://127.0.0.1:" + engine.getAddress().getPort());
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            // some aliases of themselves keep it busy until its memory is full
            process.destroyForcibly().waitFor();
            return null;
        }
        return process.exitValue() == 0 ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : null;
    }
}
