package io.cfa.kit.audit;

/** What is known of a change before it is tried. */
record AuditEntry(String subject, String roles, String address, String requestId, String operation, String path) {}
