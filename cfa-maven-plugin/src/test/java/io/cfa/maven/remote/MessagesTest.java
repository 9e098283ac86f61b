package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of this package that a user can see has a cause and a next step; what a programmer did wrong is no message to a user. */
class MessagesTest {

    private static final Pattern THROWN = Pattern.compile(
            "new (?:RemoteException|LostConnectionException|DroppedConnectionException|UnusableKeyException|IllegalArgumentException)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");

    /** Mistakes of ours, texts that are read where they are caught, and one that goes on in another sentence. */
    private static final List<String> NO_MESSAGES = List.of(
            "a command needs a program",
            "not the name of an environment variable: ",
            "a command of a batch has no input",
            "no string of  bytes",
            "is on the curve with the identifier , and SSH uses nistp256, nistp384 and nistp521",
            " is a public key, and there is no agent with keysthe agent does not hold its private part",
            " ");

    @Test
    void everyMessageSaysWhatToDoNext() throws IOException {
        List<String> without = new ArrayList<>();
        int read = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            Matcher thrown = THROWN.matcher(text);
            while (thrown.find()) {
                String message = literals(text.substring(thrown.end(), end(text, thrown.end())));
                read++;
                if (!message.isEmpty() && !message.contains("Next: ") && !NO_MESSAGES.contains(message)) {
                    without.add(source.getFileName() + ": " + message);
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(read).isGreaterThan(40);
    }

    @Test
    void everyNextStepFollowsACauseAndPointsNowhereElse() throws IOException {
        for (Path source : sources()) {
            String text = literals(Files.readString(source));
            assertThat(text.replace(". Next: ", "")).as(source.toString()).doesNotContain("Next: ");
            assertThat(text).as(source.toString()).doesNotContain("see below", "see above");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/cfa/maven/remote"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String literals(String code) {
        StringBuilder text = new StringBuilder();
        LITERAL.matcher(code).results().forEach(literal -> text.append(literal.group(1)));
        return text.toString();
    }

    /** Where the parenthesis closes. */
    private static int end(String text, int start) {
        int depth = 1;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' && text.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            depth += quoted ? 0 : each == '(' ? 1 : each == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }
}
