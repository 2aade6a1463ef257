#include "change_words.h"

#include <QCoreApplication>

namespace tapscope {
namespace {

struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(tapscope::ChangeWords)
};

} // namespace

QString createdWords(const QStringList& names, const QString& kind, const QStringList& addresses) {
    const QString comma = QStringLiteral(", ");
    return addresses.isEmpty()
               ? ChangeWords::tr("Created %1 (%2)").arg(names.join(comma), kind)
               : ChangeWords::tr("Created %1 (%2) with %3").arg(names.join(comma), kind, addresses.join(comma));
}

QString createdWords(const QStringList& names, const QString& kind, const QString& place) {
    return ChangeWords::tr("Created %1 (%2) in the namespace %3").arg(names.join(QStringLiteral(", ")), kind, place);
}

QString destroyedWords(const QString& name) {
    return ChangeWords::tr("Destroyed %1").arg(name);
}

QString switchedWords(const QString& name, LinkState state) {
    return (state == LinkState::Up ? ChangeWords::tr("Switched %1 on") : ChangeWords::tr("Switched %1 off")).arg(name);
}

} // namespace tapscope
