import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a list to its end, a page at a time: java Pages.java ADDRESS FIELD TOKENS, where ADDRESS has a query, FIELD stands once in each item, and the
 * first line of TOKENS is a bearer token. Prints how many items there were, in how many pages, and the milliseconds that the slowest page took.
 */
final class Pages {

    private static final Pattern NEXT = Pattern.compile("<([?][^>]*)>; rel=\"next\"");

    public static void main(String... arguments) throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String token = Files.readAllLines(Path.of(arguments[2])).get(0);
        String list = arguments[0].replaceFirst("[?].*", "");
        Pattern field = Pattern.compile("\"" + arguments[1] + "\"\\s*:");
        long items = 0;
        long pages = 0;
        long slowest = 0;
        for (String page = arguments[0]; page != null; pages++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page)).header("Authorization", "Bearer " + token).build();
            long begin = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            slowest = Math.max(slowest, System.nanoTime() - begin);
            if (answer.statusCode() == 429) {
                // the gateway's own limit of a caller
                Thread.sleep(500);
                pages--;
                continue;
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(page + ": " + answer.statusCode() + " " + answer.body());
            }
            items += field.matcher(answer.body()).results().count();
            Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
            page = next.find() ? list + next.group(1) : null;
        }
        System.out.printf("%d %d %.1f%n", items, pages, slowest / 1e6);
        System.exit(0);
    }
}
