package io.cfa.kit.outbox;

import io.cfa.kit.EventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes events down in the transaction that makes them true. */
class Outbox implements EventPublisher {

    private final JdbcClient database;
    private final JsonMapper json;

    Outbox(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void publish(String type, String aggregate, Object data) {
        database.sql("insert into outbox (type, aggregate, data) values (:type, :aggregate, :data)")
                .param("type", "io.cfa." + type)
                .param("aggregate", aggregate)
                .param("data", json.writeValueAsString(data))
                .update();
    }
}
