package io.cfa.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What a request may cost.
 *
 * @param requests how many are worked on at one time, those that wait for a service among them
 * @param atOnce how many of them a service is sent at one time
 * @param body the largest body of one
 * @param bodies what the bodies of all that are on their way may come to
 * @param upload until when a body must have come
 * @param connect how long a service may take to accept a connection
 * @param answer how long it may take to answer
 * @param hold how long a request waits for a service that is away
 * @param drain how long a service goes on taking requests after it was told to stop
 * @param rate how many requests a caller may make
 */
@ConfigurationProperties("cfa.limits")
record GatewayLimits(
        int requests,
        int atOnce,
        DataSize body,
        DataSize bodies,
        Duration upload,
        Duration connect,
        Duration answer,
        Duration hold,
        Duration drain,
        Rate rate) {

    /** So many a second over time, and so many at once. */
    record Rate(int perSecond, int burst) {}
}
