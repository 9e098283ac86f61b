import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends so many requests a second, whether or not those before them are answered: java Load.java RATE SECONDS TOKENS REQUESTS [follow].
 *
 * <p>TOKENS is a file with a bearer token a line, REQUESTS one with a method, an address and maybe a body a line; both are gone through in turn, and
 * {uuid} becomes a new one each time. A request counts from when it was due, and has failed unless its answer is a 2xx; a PUT under a new {uuid} also where the
 * answer is 200, which says that it had come before. The first five seconds, in
 * which this program itself is slow, go before SECONDS and do not count. Prints sent, failed, and milliseconds: median, p99, longest. With "follow" each PUT is asked for again until its status is DONE or FAILED, and what is printed in addition is
 * how many were DONE, how many FAILED, and the seconds from the first requestedAt to the last finishedAt. -Dload.until=FILE ends it before its SECONDS, once
 * that file is there.
 */
final class Load {

    private static final Pattern FIELD = Pattern.compile("\"(status|requestedAt|finishedAt)\"\\s*:\\s*\"([^\"]*)\"");
    /** The end of a path that is an id of ours. */
    private static final Pattern NEW = Pattern.compile("/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final int WARM_UP_SECONDS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> tokens;
    private final List<String[]> requests;

    private Load(List<String> tokens, List<String[]> requests) {
        this.tokens = tokens;
        this.requests = requests;
    }

    private record Sent(HttpRequest request, String token, long nanos, boolean failed) {}

    public static void main(String... arguments) throws Exception {
        List<String[]> requests = lines(arguments[3]).stream().map(line -> line.split(" ", 3)).toList();
        Load load = new Load(lines(arguments[2]), requests);
        double rate = Double.parseDouble(arguments[0]);
        List<Sent> all = load.send(rate, WARM_UP_SECONDS + Integer.parseInt(arguments[1]));
        List<Sent> sent = all.subList((int) (rate * WARM_UP_SECONDS), all.size());
        long[] nanos = sent.stream().mapToLong(Sent::nanos).sorted().toArray();
        System.out.printf(
                "%d %d %.1f %.1f %.1f", sent.size(), sent.stream().filter(Sent::failed).count(), at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
        if (arguments.length > 4) {
            System.out.print(load.follow(sent));
        }
        System.out.println();
        System.exit(0);
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().filter(line -> !line.isBlank()).toList();
    }

    private static double at(long[] nanos, double part) {
        return nanos[(int) Math.min(nanos.length - 1, nanos.length * part)] / 1e6;
    }

    private List<Sent> send(double rate, int seconds) {
        List<CompletableFuture<Sent>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        int count = (int) (rate * seconds);
        String until = System.getProperty("load.until");
        for (int i = 0; i < count; i++) {
            if (until != null && i % 100 == 0 && Files.exists(Path.of(until))) {
                break;
            }
            long due = begin + (long) (i / rate * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String token = tokens.get(i % tokens.size());
            HttpRequest request = request(requests.get(i % requests.size()), token);
            answers.add(http.sendAsync(request, BodyHandlers.ofString())
                    .handle((answer, failure) -> sent(request, token, due, answer, failure)));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static HttpRequest request(String[] words, String token) {
        String id = UUID.randomUUID().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(words[1].replace("{uuid}", id)))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .method(words[0], words.length < 3 ? BodyPublishers.noBody() : BodyPublishers.ofString(words[2].replace("{uuid}", id)));
        if (words.length > 2) {
            request.header("Content-Type", "application/json");
        }
        if (words[0].equals("POST")) {
            request.header("Idempotency-Key", id);
        }
        return request.build();
    }

    private static Sent sent(HttpRequest request, String token, long due, HttpResponse<String> answer, Throwable failure) {
        long nanos = System.nanoTime() - due;
        boolean twice = failure == null && answer.statusCode() == 200 && request.method().equals("PUT") && NEW.matcher(request.uri().getPath()).find();
        boolean failed = failure != null || answer.statusCode() / 100 != 2 || twice;
        if (failed) {
            System.err.printf(
                    "%s %s %s: %s after %d ms%n",
                    Instant.now(), request.method(), request.uri(), twice ? "came twice" : failure != null ? failure : answer.statusCode() + " " + answer.body(), nanos / 1_000_000);
        }
        return new Sent(request, token, nanos, failed);
    }

    /** What became of each that was PUT. */
    private String follow(List<Sent> sent) throws InterruptedException {
        List<Sent> open = new ArrayList<>(sent.stream().filter(one -> !one.failed() && one.request().method().equals("PUT")).toList());
        int[] ended = new int[2];
        Instant[] span = {Instant.MAX, Instant.MIN};
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!open.isEmpty() && System.nanoTime() < limit) {
            for (Sent one : List.copyOf(open.subList(0, Math.min(100, open.size())))) {
                String[] found = fields(http.sendAsync(request(new String[] {"GET", one.request().uri().toString()}, one.token()), BodyHandlers.ofString())
                        .handle((answer, failure) -> failure == null ? answer.body() : "")
                        .join());
                open.remove(one);
                if ("DONE".equals(found[0]) || "FAILED".equals(found[0])) {
                    ended["DONE".equals(found[0]) ? 0 : 1]++;
                    span[0] = earlier(span[0], Instant.parse(found[1]));
                    span[1] = later(span[1], Instant.parse(found[2]));
                } else {
                    open.add(one);
                }
            }
        }
        double seconds = span[0].equals(Instant.MAX) ? 0 : Duration.between(span[0], span[1]).toMillis() / 1e3;
        return String.format(" %d %d %.2f", ended[0], ended[1], seconds);
    }

    private static Instant earlier(Instant one, Instant another) {
        return one.isBefore(another) ? one : another;
    }

    private static Instant later(Instant one, Instant another) {
        return one.isAfter(another) ? one : another;
    }

    private static String[] fields(String json) {
        String[] found = new String[3];
        for (Matcher field = FIELD.matcher(json); field.find(); ) {
            found[Arrays.asList("status", "requestedAt", "finishedAt").indexOf(field.group(1))] = field.group(2);
        }
        return found;
    }
}
