package io.delist.spring.portal;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** What an application has to write: nothing. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TestApplication {}
