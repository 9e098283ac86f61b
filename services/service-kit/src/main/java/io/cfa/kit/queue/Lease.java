package io.cfa.kit.queue;

/**
 * An item that one worker has for a while.
 *
 * @param item      as it was when it was taken, or last changed
 * @param key       the id of its row
 * @param number    the fencing number: it rises whenever the item is taken or changed, and only the highest may change it
 * @param attempts  how often the present step has failed
 * @param requestId the id of the request that asked for it, or null where none is known
 * @param <T>       what the row is read as
 */
public record Lease<T>(T item, Object key, long number, int attempts, String requestId) {}
