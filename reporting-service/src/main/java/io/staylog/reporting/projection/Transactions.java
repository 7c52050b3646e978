package io.staylog.reporting.projection;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The kinds of transactions that are used here. */
final class Transactions {
    private final PlatformTransactionManager manager;

    Transactions(PlatformTransactionManager manager) {
        this.manager = manager;
    }

    /** Joins the caller's, or begins one. */
    TransactionTemplate plain() {
        return new TransactionTemplate(manager);
    }

    /** On a connection of its own, also inside another one. */
    TransactionTemplate own() {
        return template(TransactionDefinition.ISOLATION_DEFAULT);
    }

    /** On a connection of its own, and seeing one moment of the database however long it lasts. */
    TransactionTemplate frozen() {
        return template(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    private TransactionTemplate template(int isolation) {
        var template = new TransactionTemplate(manager);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        template.setIsolationLevel(isolation);
        return template;
    }
}
