package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What somebody does with a browser. */
record Person(Chromium browser, URI home) {

  void open(String path) {
    browser.driver().get(home + path);
  }

  WebElement find(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  void type(String field, String text) {
    WebElement input = browser.driver().findElement(By.id(field));
    input.clear();
    input.sendKeys(text);
  }

  void press(String button) {
    browser.driver().findElement(By.xpath("//button[normalize-space()='" + button + "']")).click();
  }

  /** The state that the status page shows when it is opened anew. */
  String reload(String status) {
    browser.driver().get(status);
    return String.valueOf(find("main").getDomAttribute("data-state"));
  }

  /** Keeps a picture; nothing may stick out at the side. */
  void look(String name) throws IOException {
    assertThat(browser.picture(name)).describedAs("%s is too wide", name).isZero();
  }
}
