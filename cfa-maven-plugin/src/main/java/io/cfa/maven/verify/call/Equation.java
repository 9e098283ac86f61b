package io.cfa.maven.verify.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What has to hold between the fields of an answer: {@code valid = true}, or {@code deposits - withdrawals = balances + held}.
 *
 * @param text two sums, with a space around each sign
 */
public record Equation(String text) {

    /** What is wrong with an answer; empty where it holds. */
    public Optional<String> problem(JsonNode answer) {
        String[] sides = text.split(" = ", 2);
        try {
            String left = value(sides[0], answer);
            String right = value(sides[1], answer);
            return left.equals(right) ? Optional.empty() : Optional.of(left + " = " + right);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String value(String side, JsonNode answer) {
        String[] words = side.split(" ");
        if (words.length == 1) {
            return term(words[0], answer);
        }
        BigInteger sum = number(words[0], answer);
        for (int i = 1; i < words.length; i += 2) {
            BigInteger next = number(words[i + 1], answer);
            sum = words[i].equals("+") ? sum.add(next) : sum.subtract(next);
        }
        return sum.toString();
    }

    private static BigInteger number(String word, JsonNode answer) {
        String value = term(word, answer);
        if (!value.matches("-?[0-9]{1,30}")) {
            throw new IllegalArgumentException(word + " is " + value + ", no whole number");
        }
        return new BigInteger(value);
    }

    /** A number or a truth value stands for itself, any other word for the field of that name, and dots go into objects. */
    private static String term(String word, JsonNode answer) {
        if (word.matches("[0-9]+|true|false")) {
            return word;
        }
        JsonNode value = answer.at("/" + word.replace('.', '/'));
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException("there is no " + word);
        }
        String text = value.asText();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
