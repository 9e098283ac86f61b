package io.cfa.maven.schema;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The checksum that Flyway's history table has of a migration: CRC-32 over its lines without what ends them, as a signed number.
 *
 * <p>Source: Flyway 12.4.0, compared in {@code FlywayChecksumTest} with what Flyway itself computes.
 */
final class FlywayChecksum {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FlywayChecksum() {}

    static int of(String sql) {
        CRC32 sum = new CRC32();
        String text = !sql.isEmpty() && sql.charAt(0) == BYTE_ORDER_MARK ? sql.substring(1) : sql;
        text.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }
}
