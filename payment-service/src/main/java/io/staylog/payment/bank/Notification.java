package io.staylog.payment.bank;

/** What was made of something that claims to be a notification of a bank. */
public sealed interface Notification permits BankNotice, NotNoticed {}
