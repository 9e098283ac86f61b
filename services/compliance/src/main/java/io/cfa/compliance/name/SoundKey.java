package io.cfa.compliance.name;

/**
 * What the customs of transcription have in common: Щербаков, Shcherbakov, Scherbakow and Schtscherbakow have one key. It is coarser than any of
 * them, so that words of one key are compared once more where it matters.
 */
final class SoundKey {

    private static final String[][] SOUNDS = {
        {"schtsch", "s"},
        {"shtsh", "s"},
        {"shch", "s"},
        {"chtch", "s"},
        {"szcz", "s"},
        {"tsch", "s"},
        {"dsch", "s"},
        {"dzh", "s"},
        {"chr", "hr"},
        {"khr", "hr"},
        {"sch", "s"},
        {"tch", "s"},
        {"sh", "s"},
        {"sz", "s"},
        {"zh", "s"},
        {"kh", "h"},
        {"cz", "s"},
        {"ch", "s"},
        {"ts", "s"},
        {"tz", "s"},
        {"ck", "k"},
        {"ph", "f"},
        {"th", "t"},
        {"gh", "g"},
        {"gue", "ge"},
        {"gui", "gi"},
        {"qu", "k"},
        {"jou", "su"},
        {"ks", "x"},
        {"ou", "u"},
        {"oo", "u"},
        {"ee", "i"},
        {"q", "k"},
        {"w", "v"},
        {"f", "v"},
        {"y", "i"},
        {"j", "i"},
        {"ie", "e"},
        {"io", "e"},
        {"ia", "a"},
        {"iu", "u"},
        {"z", "s"},
        {"c", "s"}
    };

    private SoundKey() {}

    static String of(String latin) {
        String key = latin;
        for (String[] sound : SOUNDS) {
            key = key.replace(sound[0], sound[1]);
        }
        StringBuilder once = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            if (once.isEmpty() || once.charAt(once.length() - 1) != key.charAt(i)) {
                once.append(key.charAt(i));
            }
        }
        // Петровский is Petrovskij, Petrovskiy, Petrovsky and Petrovski
        while (once.length() > 3 && once.charAt(once.length() - 1) == 'i') {
            once.setLength(once.length() - 1);
        }
        return once.toString();
    }
}
