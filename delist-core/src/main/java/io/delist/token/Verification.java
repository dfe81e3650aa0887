package io.delist.token;

/** What came of verifying a token: it is good and says something, or it is not. */
public sealed interface Verification permits VerifiedToken, Rejected {}
