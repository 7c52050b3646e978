package io.staylog.reporting.bad;

import org.springframework.context.annotation.ComponentScan;

/** Bad on purpose. */
@ComponentScan
public class Scanning {}
