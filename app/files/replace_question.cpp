#include "replace_question.h"

#include "file_text.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tapscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

} // namespace

void askToReplace(QWidget* parent, const std::filesystem::path& path,
                  const std::function<void(bool isReplaced)>& then) {
    auto* question = new QMessageBox(QMessageBox::NoIcon, tr("Replace the file?"),
                                     tr("%1 already exists. Replacing it deletes its contents.").arg(shownPath(path)),
                                     QMessageBox::NoButton, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* replace = question->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    replace->setObjectName(QStringLiteral("replace"));
    auto* keep = question->addButton(tr("&Keep it"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    QObject::connect(question, &QMessageBox::finished, parent,
                     [question, replace, then] { then(question->clickedButton() == replace); });
    question->open();
}

} // namespace tapscope
