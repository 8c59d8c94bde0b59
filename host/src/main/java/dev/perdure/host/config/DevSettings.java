package dev.perdure.host.config;

import java.util.Optional;

/**
 * Where the development server listens, as the {@code dev} section says.
 *
 * @param ip the address
 * @param port the port
 */
public record DevSettings(Optional<String> ip, Optional<Integer> port) {}
