#pragma once

#include <QLocale>
#include <QTranslator>

namespace tapscope {

/// Sets the language of the window while it lives: its texts, Qt's own texts, and the format of numbers. At most one
/// object exists at a time, on the thread of the application, which must be created before.
class Translations {
public:
    /// Uses the first of the locale's languages that has a translation, otherwise English. Numbers are written as in @p
    /// locale; if that is "C", which does not group digits, as in English. Qt's own texts stay English if its
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
