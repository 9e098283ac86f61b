package io.cfa.compliance.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyNameMatcherTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ivan Petrov | Petrov, Ivan",
                "Ivan Petrov | Iwan Petrov",
                "Ivan Petrov | Ivan Pertov",
                "Ivan Petrov | Ivan Petrova",
                "Ivan Petrov | Ivan Sergeevich Petrov",
                "Ivan Petrov | Иван Петров",
                "Юлия Щербакова | Yulia Shcherbakova",
                "Алексей Чайковский | Aleksey Chaikovskiy",
                "Семён Королёв | Семен Каролев",
                "ООО «Ромашка» | АО Ромашка",
                "Romashka LLC | ООО Ромашка",
                "Gazprom | Газпром",
                "Ivan Petrov | Ivam Petrov",
                "Ivan Petrenko | Ivan Pitrenka",
                "IvanPetrov | Ivan Petrov",
                "Petrovivan | Ivan Petrov",
                "IvanPetrof | Ivan Petrov",
                "I v a n Petrov | Ivan Petrov",
                "1v4n P3tr0v | Ivan Petrov",
                "Ivan 5idorov | Ivan Sidorov",
                "Іvаn Реtrоv | Ivan Petrov"
            })
    void maybeTheSame(String one, String other) {
        assertThat(alike(one, other)).isTrue();
        assertThat(alike(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ivan Petrov | Ivan Sidorov",
                "Ivan Petrov | Ivan",
                "Ivan Petrov | Petr Ivanov",
                "Ivan Ivan Petrov | Ivan Sergeev Petrov Lee",
                "Анна Ли | Анна Ким",
                "Ли | Ле",
                "ООО Ромашка | ООО Василёк",
                "ООО | ООО",
                "Anna Kim | Anna Kin",
                "Ivan Sidorov | Ivan Tadorov",
                "IvanPetrov | Ivan Sidorov",
                "IvanPetrov | Petr Ivanov",
                "I v a n Petrov | Ivan Sidorov",
                "AnnaLi | Anna Le",
                "! | ?"
            })
    void somebodyElse(String one, String other) {
        assertThat(alike(one, other)).isFalse();
        assertThat(alike(other, one)).isFalse();
    }

    @Test
    void aNameOfAHundredWordsIsComparedAsFast() {
        String words = IntStream.range(0, 99).mapToObj(word -> "a").collect(Collectors.joining(" "));
        FuzzyNameMatcher names = new FuzzyNameMatcher(words + " b");
        // this thread's own work, whatever else the machine does
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        assertThat(names.include(words + " c")).isFalse();
        assertThat(threads.getCurrentThreadCpuTime() - begin).isLessThan(20_000_000_000L);
    }

    private static boolean alike(String one, String other) {
        return new FuzzyNameMatcher(NameNormalizer.of(one)).include(NameNormalizer.of(other));
    }
}
