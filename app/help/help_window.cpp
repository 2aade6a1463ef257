#include "help_window.h"

#include "../text/manual_page.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <array>

namespace tapscope {
namespace {

struct HelpPage {
    const char *title, *file;
};
constexpr std::array<HelpPage, 5> pages = {{
    {QT_TRANSLATE_NOOP("tapscope::HelpWindow", "Filters"), ":/help/filters.md"},
    {QT_TRANSLATE_NOOP("tapscope::HelpWindow", "Frame list"), ":/help/list.md"},
    {QT_TRANSLATE_NOOP("tapscope::HelpWindow", "Permissions"), ":/help/permissions.md"},
    {QT_TRANSLATE_NOOP("tapscope::HelpWindow", "Command line"), ":/help/command-line.md"},
    {QT_TRANSLATE_NOOP("tapscope::HelpWindow", "Decoders in Lua"), ":/help/scripted-decoders.md"},
}};

} // namespace

HelpWindow::HelpWindow(QWidget* parent) : QDialog(parent), text_(new ManualPage) {
    setWindowTitle(tr("Manual"));
    setObjectName(QStringLiteral("helpWindow"));
    resize(900, 540);
    auto* list = new QListWidget;
    list->setObjectName(QStringLiteral("helpPages"));
    list->setAccessibleName(tr("Pages"));
    list->setFixedWidth(170);
    for (const HelpPage& page : pages)
        list->addItem(tr(page.title));
    text_->setObjectName(QStringLiteral("helpText"));
    text_->setAccessibleName(tr("Page"));
    auto* search = new QLineEdit;
    search->setPlaceholderText(tr("Find on this page"));
    search->setAccessibleName(tr("Find on this page"));
    search->setClearButtonEnabled(true);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    auto* page = new QVBoxLayout;
    page->addWidget(search);
    page->addWidget(text_, 1);
    auto* both = new QHBoxLayout;
    both->addWidget(list);
    both->addLayout(page, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(both, 1);
    layout->addWidget(buttons);
    connect(list, &QListWidget::currentRowChanged, this, &HelpWindow::showPage);
    connect(search, &QLineEdit::returnPressed, this, [this, search] { text_->findWords(search->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    list->setCurrentRow(0);
}

void HelpWindow::showPage(int page) {
    text_->showResource(QString::fromLatin1(pages.at(static_cast<std::size_t>(std::max(page, 0))).file));
}

} // namespace tapscope
