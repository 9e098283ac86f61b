/** What waits in a service, and what is stuck: its durable queues and its outbox, for operators and as metrics; stands on the kit's api, pages and queues. */
package io.cfa.kit.backlog;
