#pragma once

#include <QLocale>
#include <QTranslator>

namespace tapscope {

/// The language of the window, for as long as it lives: its texts, Qt's own, and the form of numbers.
/// There is one at a time, on the thread of the application, which has to exist already.
class Translations {
public:
    /// In the first of the locale's languages that there is a translation for, else in English. Numbers are written as
    /// in
    /// @p locale; where it is "C", which groups no digits, as in English. Qt's own texts stay English if its
    /// translations are not installed.
    explicit Translations(const QLocale& locale = QLocale::system());
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;
    ~Translations();

private:
    QTranslator texts_, qtTexts_;
    QLocale before_;
};

} // namespace tapscope
