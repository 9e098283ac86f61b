package io.cfa.maven.report.format;

/** Builds a page; whatever is not written as markup is escaped. */
final class HtmlText {

    private final StringBuilder html = new StringBuilder();

    /** Markup, as it stands. */
    HtmlText raw(String markup) {
        html.append(markup).append('\n');
        return this;
    }

    /** An element around a text. */
    HtmlText element(String name, String text) {
        return raw("<" + name + ">" + escape(text) + "</" + name.replaceFirst(" .*", "") + ">");
    }

    /** A text as it has to stand in a page or in a quoted attribute. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
