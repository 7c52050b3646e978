package io.staylog.reporting.bad.web;

import org.springframework.beans.factory.annotation.Autowired;

/** Bad on purpose. */
public class InjectedField {
    @Autowired
    public String text;
}
