package io.cfa.maven.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bundle of texts. */
public final class TextBundle {

    private TextBundle() {}

    public static Bundle of(Map<String, String> texts, List<String> secrets) {
        TreeMap<String, BundleFile> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, BundleFile.of(text)));
        return new Bundle(files, secrets);
    }

    public static Map<String, String> texts(Bundle bundle) {
        Map<String, String> texts = new TreeMap<>();
        bundle.files().forEach((name, file) -> texts.put(name, file.text().orElseThrow()));
        return texts;
    }
}
