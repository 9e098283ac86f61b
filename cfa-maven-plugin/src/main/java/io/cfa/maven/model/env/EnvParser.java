package io.cfa.maven.model.env;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an env file into statements, character by character, as Docker Compose 2.26 does; values are still templates. */
final class EnvParser {

    private final Path path;
    private final String text;
    private int at;
    private int line = 1;

    EnvParser(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /**
     * One statement.
     *
     * @param name     the variable
     * @param value    what it is set to, quotes and escapes taken away
     * @param template whether variables in it are replaced
     * @param place    where it begins
     */
    record Statement(String name, String value, boolean template, SourceLocation place) {}

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (skipToStatement()) {
            statements.add(statement());
        }
        return statements;
    }

    /** Past empty lines and comments. */
    private boolean skipToStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipLine();
            } else if (c == '\n' || isBlank(c)) {
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    private Statement statement() {
        SourceLocation place = new SourceLocation(path, line);
        skipExport();
        String name = name(place);
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            char quote = text.charAt(at);
            String value = quoted(quote, place);
            refuseTail(place, quote);
            return new Statement(name, value, quote == '"', place);
        }
        return new Statement(name, unquoted(), true, place);
    }

    private void skipExport() {
        if (text.startsWith("export", at) && at + 6 < text.length() && isBlank(text.charAt(at + 6))) {
            at += 6;
            skipBlanks();
        }
    }

    private String name(SourceLocation place) {
        int start = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        int end = at;
        skipBlanks();
        if (end == start || Character.isDigit(text.charAt(start))) {
            throw malformed(place);
        }
        if (at == text.length() || text.charAt(at) == '\n') {
            throw new MalformedFileException(
                    place,
                    // which is not shown: it may be a secret that lost its name
                    "names a variable and no value: compose would take that from the environment, which is another on each machine",
                    "write the value behind a =, or remove the line");
        }
        if (text.charAt(at) != '=' && text.charAt(at) != ':') {
            throw malformed(place);
        }
        at++;
        return text.substring(start, end);
    }

    /** Up to a comment, which begins with a blank and {@code #}: a tab does not begin one, nor does a {@code #} at the value's beginning. */
    private String unquoted() {
        int start = at;
        skipLine();
        String value = text.substring(start, at);
        int comment = value.indexOf(" #");
        int end = comment < 0 ? value.length() : comment;
        while (end > 0 && (isBlank(value.charAt(end - 1)) || Character.isWhitespace(value.charAt(end - 1)))) {
            end--;
        }
        return value.substring(0, end);
    }

    private String quoted(char quote, SourceLocation place) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                if (text.charAt(at + 1) != quote) {
                    value.append('\\');
                }
                step();
            }
            value.append(text.charAt(at));
            step();
        }
        if (at >= text.length()) {
            throw new MalformedFileException(place, "opens a quote and does not close it", "close it with " + quote);
        }
        at++;
        return quote == '"' ? EnvEscapes.expand(value.toString()) : value.toString();
    }

    /** Compose reads what stands behind a closing quote as another statement; nobody means that. */
    private void refuseTail(SourceLocation place, char quote) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '#') {
            throw new MalformedFileException(
                    place,
                    "has text behind its closing quote, which is no part of the value",
                    "put it before the " + quote + ", or make it a comment with #");
        }
    }

    private MalformedFileException malformed(SourceLocation place) {
        // the line itself is not shown: it may hold a secret
        return new MalformedFileException(
                place, "is not of the form NAME=value", "mend the line, or make it a comment with #");
    }

    private void step() {
        if (text.charAt(at) == '\n') {
            line++;
        }
        at++;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isOfName(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B || c == 0x85 || c == 0xA0;
    }
}
