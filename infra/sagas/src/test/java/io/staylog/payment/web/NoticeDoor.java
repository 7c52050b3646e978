package io.staylog.payment.web;

import io.staylog.payment.bank.BankNotice;
import io.staylog.schemas.payment.BankNotified;

/** The edge's own record of a notification, for whoever has no HTTP. */
public final class NoticeDoor {
    private NoticeDoor() {}

    /** The record of a notification. */
    public static BankNotified record(BankNotice notice) {
        return (BankNotified) NoticeWire.toAvro(notice);
    }
}
