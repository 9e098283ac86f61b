package io.cfa.kit.api;

import java.beans.PropertyEditorSupport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads parameters and parts of paths to the letter, as bodies are: Spring takes {@code 0x10} and {@code 1 0} for numbers, {@code 1-1-1-1-1} for a
 * UUID, {@code on} for true, and years that no database has. Editors, as converters that refuse are asked for a second opinion.
 */
@ControllerAdvice
final class ParameterEditors {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TRUTH = Pattern.compile("true|false");
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final Pattern DAY = Pattern.compile(DATE);
    private static final Pattern INSTANT =
            Pattern.compile(DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    @InitBinder
    void toTheLetter(WebDataBinder binder) {
        for (Class<?> type : new Class<?>[] {Long.class, long.class}) {
            binder.registerCustomEditor(type, new Editor(NUMBER, Long::valueOf));
        }
        for (Class<?> type : new Class<?>[] {Integer.class, int.class}) {
            binder.registerCustomEditor(type, new Editor(NUMBER, Integer::valueOf));
        }
        for (Class<?> type : new Class<?>[] {Boolean.class, boolean.class}) {
            binder.registerCustomEditor(type, new Editor(TRUTH, Boolean::valueOf));
        }
        binder.registerCustomEditor(UUID.class, new Editor(ID, UUID::fromString));
        binder.registerCustomEditor(LocalDate.class, new Editor(DAY, LocalDate::parse));
        binder.registerCustomEditor(Instant.class, new Editor(INSTANT, Instant::parse));
    }

    private static final class Editor extends PropertyEditorSupport {

        private final Pattern form;
        private final Function<String, Object> value;

        Editor(Pattern form, Function<String, Object> value) {
            this.form = form;
            this.value = value;
        }

        @Override
        public void setAsText(String text) {
            if (!form.matcher(text).matches()) {
                throw new IllegalArgumentException("not of the form " + form);
            }
            try {
                setValue(value.apply(text));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no such time", e);
            }
        }
    }
}
