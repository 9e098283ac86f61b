package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;

/** Refuses what makes a compose file another than the one that is read here: parts of other services and files, and what takes parts away. */
public final class StaticForm {

    private StaticForm() {}

    /**
     * Looks through the whole file.
     *
     * @throws MalformedFileException where it has {@code include}, {@code extends} or {@code !reset}
     */
    public static void require(ComposeFile compose) {
        compose.root().get("include").ifPresent(include -> refuse(include, "includes other files"));
        compose.services().forEach(service -> service.body()
                .get("extends")
                .ifPresent(other -> refuse(other, service.name() + " extends another service")));
        resets(compose.root());
    }

    private static void resets(YamlNode node) {
        if (node.tag().equals("!reset")) {
            refuse(node, "has !reset, which takes away what is written there");
        }
        if (node.isMapping()) {
            node.entries().forEach(entry -> resets(entry.getValue()));
        } else if (node.isList()) {
            node.items().forEach(StaticForm::resets);
        }
    }

    private static void refuse(YamlNode node, String what) {
        throw new MalformedFileException(node.place(), what, "write what is meant in this one static file");
    }
}
