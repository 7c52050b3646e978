package io.staylog.logview;

/** So many requests wait already that one more could crowd out the rest. */
public final class TooManyWaitersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyWaitersException(int waitersMax) {
        super(waitersMax + " requests wait already");
    }
}
