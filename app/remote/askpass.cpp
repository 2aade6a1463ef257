#include "askpass.h"

#include "../text/plain_labels.h"
#include "../text/plain_text.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <remote/far_program.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <csignal>
#include <cstdio>

namespace tapscope {
namespace {

/// ssh marks the question about a host's key only by its words.
bool isYesOrNo(const QString& question) {
    return qgetenv("SSH_ASKPASS_PROMPT") == "confirm" || question.contains(QLatin1String("(yes/no"));
}

} // namespace

AskpassDialog::AskpassDialog(const QString& question, bool isConfirmation, QWidget* parent)
    : QDialog(parent), line_(isConfirmation ? nullptr : new QLineEdit) {
    setWindowTitle(tr("TapScope: ssh asks"));
    setMinimumWidth(420);
    auto* text = new QLabel;
    text->setObjectName(QStringLiteral("question"));
    text->setWordWrap(true);
    QStringList lines;
    for (const QString& line : question.trimmed().split(QLatin1Char('\n')))
        lines << plainText(line);
    text->setText(lines.join(QLatin1Char('\n')));
    auto* buttons = new QDialogButtonBox(isConfirmation ? QDialogButtonBox::Yes | QDialogButtonBox::No
                                                        : QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    if (line_ != nullptr) {
        line_->setObjectName(QStringLiteral("answer"));
        line_->setEchoMode(QLineEdit::Password);
        line_->setAccessibleName(text->text());
        layout->addWidget(line_);
        line_->setFocus();
    }
    layout->addWidget(buttons);
    if (auto* const no = buttons->button(QDialogButtonBox::No)) { // so that Return does not trust a key by accident
        no->setDefault(true);
        no->setFocus();
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString AskpassDialog::answer() const {
    return line_ == nullptr ? QStringLiteral("yes") : line_->text();
}

bool actsAsAskpass() {
    return qEnvironmentVariableIsSet(actsAsAskpassVariable);
}

int askForSsh(const QStringList& words) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM); // ends with ssh, because nobody waits for the answer then
#endif
    const QString question = words.size() > 1 ? words.at(1) : QString();
    const PlainLabels plain(*qApp, nullptr); // parts of the question come from another machine
    AskpassDialog dialog(question, isYesOrNo(question));
    if (dialog.exec() != QDialog::Accepted)
        return 1;
    const QByteArray line = dialog.answer().toLocal8Bit() + '\n';
    const auto size = static_cast<std::size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0 ? 0 : 1;
}

void chooseAskpass() {
    const QByteArray chosen = qgetenv("SSH_ASKPASS");
    qputenv(askpassVariable, chosen.isEmpty() ? QFile::encodeName(QApplication::applicationFilePath()) : chosen);
}

} // namespace tapscope
