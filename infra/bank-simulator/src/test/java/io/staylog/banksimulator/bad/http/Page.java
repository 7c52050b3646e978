package io.staylog.banksimulator.bad.http;

import io.staylog.banksimulator.bad.ledger.Book;

/** Shows a book that knows it. */
public record Page(Book book) {}
