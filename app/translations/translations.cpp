#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

// A static library's resources are not registered by themselves; the macro must be outside of all namespaces.
static void registerTranslations() {
    Q_INIT_RESOURCE(translations);
}

namespace tapscope {

Translations::Translations(const QLocale& locale) {
    registerTranslations();
    const QString name = QStringLiteral("tapscope"), between = QStringLiteral("_"),
                  folder = QStringLiteral(":/translations");
    const QLocale english(QLocale::English);
    // English has a translation too: its plural forms.
    if (!texts_.load(locale, name, between, folder))
        (void)texts_.load(english, name, between, folder);
    const QLocale language(texts_.language());
    if (language.language() != QLocale::English &&
        qtTexts_.load(language, QStringLiteral("qtbase"), between, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtTexts_);
    QCoreApplication::installTranslator(&texts_);
    QLocale::setDefault(locale.language() == QLocale::C ? english : locale);
}

Translations::~Translations() {
    QCoreApplication::removeTranslator(&texts_);
    QCoreApplication::removeTranslator(&qtTexts_);
    QLocale::setDefault(before_);
}

} // namespace tapscope
