package io.cfa.maven.schema.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a script of PostgreSQL apart into its statements: quotes, dollar quotes and comments (which nest) hide semicolons.
 *
 * <p>Source: PostgreSQL 17, "Lexical Structure", 4.1.
 */
public final class SqlScript {

    private static final Pattern TOKEN = Pattern.compile(
            "(?s)(?<line>--[^\n]*)|(?<block>/\\*)|(?<escaped>[eE]'(?:[^'\\\\]|''|\\\\.)*+'?)|(?<text>'(?:[^']|'')*+'?)"
                    + "|(?<name>\"[^\"]*+\"?)|(?<dollar>\\$(?:[A-Za-z_\\x{80}-\\x{10FFFF}][\\w\\x{80}-\\x{10FFFF}]*)?\\$)|(?<end>;)"
                    + "|(?<word>[\\w\\x{80}-\\x{10FFFF}]+)|(?<other>.)");

    private final List<SqlStatement> statements = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean blank = true;
    private int begins;

    private SqlScript() {}

    /** All statements, in their order. */
    public static List<SqlStatement> statements(String script) {
        SqlScript reader = new SqlScript();
        reader.read(script);
        return List.copyOf(reader.statements);
    }

    private void read(String script) {
        Matcher token = TOKEN.matcher(script);
        int at = 0;
        int line = 1;
        while (at < script.length() && token.find(at)) {
            int end = token.end();
            if (token.group("line") != null) {
                current.append(' ');
            } else if (token.group("block") != null) {
                end = afterComment(script, at);
                current.append(' ');
            } else if (token.group("dollar") != null) {
                int closing = script.indexOf(token.group(), end);
                end = closing < 0 ? script.length() : closing + token.group().length();
                append(script.substring(at, end), line);
            } else if (token.group("end") != null) {
                close();
            } else {
                append(token.group(), line);
            }
            line += (int)
                    script.substring(at, end).chars().filter(c -> c == '\n').count();
            at = end;
        }
        close();
    }

    private void append(String text, int line) {
        if (blank && !text.isBlank()) {
            blank = false;
            begins = line;
        }
        current.append(text);
    }

    private void close() {
        String sql = current.toString().strip();
        if (!sql.isEmpty()) {
            statements.add(new SqlStatement(sql, begins));
        }
        current.setLength(0);
        blank = true;
    }

    private static int afterComment(String script, int from) {
        int depth = 0;
        int at = from;
        while (at < script.length()) {
            if (script.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (script.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return script.length();
    }
}
