/** What two services and a bank do together, in virtual time. */
@NullMarked
package io.staylog.sagas;

import org.jspecify.annotations.NullMarked;
