/** What the tests stand on: a broker, a registry and a booking-service that fit into a test. */
package io.staylog.cli.testing;
