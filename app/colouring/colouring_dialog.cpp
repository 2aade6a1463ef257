#include "colouring_dialog.h"

#include "../background/background.h"
#include "../files/choose_file.h"
#include "../files/file_text.h"
#include "../files/save_bytes.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <filter/field_filter.h>

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace tapscope {
namespace {

enum Column { Name, Filter, ColumnCount };
/// A rule's colours, for the light palette, stored with the item of its name.
enum Role { OwnBackground = Qt::UserRole, OwnForeground };

Result<ColouringRules> readRules(const std::filesystem::path& path) {
    constexpr std::streamsize longest = std::streamsize{1} << 20;
    std::ifstream file(path, std::ios::binary);
    std::string text(longest, '\0');
    file.read(text.data(), longest);
    if (file.bad() || !file.is_open())
        return systemError(errno, "read", path.string());
    text.resize(static_cast<std::size_t>(file.gcount()));
    return colouringFromText(QString::fromStdString(text));
}

} // namespace

ColouringDialog::ColouringDialog(const DecoderRegistry& registry, const ColouringRules& rules, const Theme& theme,
                                 QWidget* parent)
    : QDialog(parent), registry_(registry), theme_(theme), known_(rules), table_(new QTableWidget(0, ColumnCount)),
      problem_(new QLabel) {
    setWindowTitle(tr("Colouring rules"));
    resize(780, 520);
    table_->setObjectName(QStringLiteral("colouringRules"));
    table_->setAccessibleName(tr("Rules: the first one that matches applies"));
    table_->setHorizontalHeaderLabels({tr("Name"), tr("Filter")});
    table_->horizontalHeader()->resizeSection(Name, 220);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->verticalHeader()->hide();
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    const auto button = [this](const QString& text, const char* name, auto what) {
        auto* made = new QPushButton(text);
        made->setObjectName(QString::fromLatin1(name));
        connect(made, &QPushButton::clicked, this, what);
        return made;
    };
    auto* side = new QVBoxLayout;
    side->addWidget(button(tr("&Add"), "addColouring", [this] {
        const int row = std::max(0, table_->currentRow());
        insert(row, {tr("New rule"), QStringLiteral("frame"), QColor("#ffffff"), QColor("#1d2127")});
        table_->setCurrentCell(row, Filter);
        table_->editItem(table_->item(row, Filter));
    }));
    side->addWidget(button(tr("&Remove"), "removeColouring", [this] {
        table_->removeRow(table_->currentRow());
        check();
    }));
    side->addSpacing(8);
    side->addWidget(button(tr("Move &up"), "colouringUp", [this] { move(-1); }));
    side->addWidget(button(tr("Move &down"), "colouringDown", [this] { move(1); }));
    side->addSpacing(8);
    side->addWidget(button(tr("&Background…"), "colouringBackground", [this] { chooseColour(Qt::BackgroundRole); }));
    side->addWidget(button(tr("&Text…"), "colouringForeground", [this] { chooseColour(Qt::ForegroundRole); }));
    side->addSpacing(8);
    side->addWidget(button(tr("&Import…"), "importColouring", [this] { importRules(); }));
    side->addWidget(button(tr("&Export…"), "exportColouring", [this] { exportRules(); }));
    side->addWidget(button(tr("De&faults"), "defaultColouring", [this] { fill(defaultColouring()); }));
    side->addStretch(1);
    auto* middle = new QHBoxLayout;
    middle->addWidget(table_, 1);
    middle->addLayout(side);
    problem_->setObjectName(QStringLiteral("colouringProblem"));
    problem_->setProperty("role", "error");
    problem_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    ok_ = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit applied(this->rules());
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    auto* what = new QLabel(tr("A frame gets the colours of the first rule whose filter matches it."));
    what->setProperty("role", "muted");
    layout->addWidget(what);
    layout->addLayout(middle, 1);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    connect(table_, &QTableWidget::itemChanged, this, &ColouringDialog::check);
    fill(rules);
    table_->selectRow(0);
}

void ColouringDialog::fill(const ColouringRules& rules) {
    table_->setRowCount(0);
    for (const ColouringRule& rule : rules)
        insert(table_->rowCount(), rule);
    check();
}

void ColouringDialog::insert(int row, const ColouringRule& rule) {
    const QSignalBlocker quiet(table_);
    table_->insertRow(row);
    auto* name = new QTableWidgetItem(rule.name);
    name->setFlags(name->flags() | Qt::ItemIsUserCheckable);
    name->setCheckState(rule.isEnabled ? Qt::Checked : Qt::Unchecked);
    table_->setItem(row, Name, name);
    table_->setItem(row, Filter, new QTableWidgetItem(rule.filter));
    name->setData(OwnBackground, rule.background);
    name->setData(OwnForeground, rule.foreground);
    paint(row);
}

/// Shows the rule in the colours of the list.
void ColouringDialog::paint(int row) {
    const QTableWidgetItem* name = table_->item(row, Name);
    const auto [background, foreground] =
        theme_.adapted(name->data(OwnBackground).value<QColor>(), name->data(OwnForeground).value<QColor>());
    for (int column = 0; column < ColumnCount; ++column) {
        table_->item(row, column)->setBackground(background);
        table_->item(row, column)->setForeground(foreground);
    }
}

ColouringRule ColouringDialog::rule(int row) const {
    const QTableWidgetItem* name = table_->item(row, Name);
    return {name->text(), table_->item(row, Filter)->text(), name->data(OwnBackground).value<QColor>(),
            name->data(OwnForeground).value<QColor>(), name->checkState() == Qt::Checked};
}

ColouringRules ColouringDialog::rules() const {
    ColouringRules rules;
    for (int row = 0; row < table_->rowCount(); ++row)
        rules.push_back(rule(row));
    return rules;
}

void ColouringDialog::move(int by) {
    const int row = table_->currentRow();
    const int target = row + by;
    if (row < 0 || target < 0 || target >= table_->rowCount())
        return;
    const ColouringRule moved = rule(row);
    table_->removeRow(row);
    insert(target, moved);
    table_->selectRow(target);
}

void ColouringDialog::chooseColour(int role) {
    const int row = table_->currentRow();
    if (row < 0)
        return;
    const ColouringRule now = rule(row);
    const QColor chosen = QColorDialog::getColor(role == Qt::BackgroundRole ? now.background : now.foreground, this);
    if (!chosen.isValid())
        return;
    table_->item(row, Name)->setData(role == Qt::BackgroundRole ? OwnBackground : OwnForeground, chosen);
    paint(row);
}

void ColouringDialog::check() {
    QString problem;
    bool isMine = false;
    for (int row = 0; row < table_->rowCount() && !isMine; ++row) {
        const ColouringRule each = rule(row);
        const auto filter = FieldFilter::compile(each.filter.toStdString(), registry_);
        if (filter)
            continue;
        isMine = std::ranges::none_of(known_, [&](const ColouringRule& old) { return old.filter == each.filter; });
        if (isMine || problem.isEmpty())
            problem = tr("%1: %2").arg(plainText(each.name), plainText(filter.error().message));
    }
    problem_->setText(problem);
    ok_->setEnabled(!isMine);
}

void ColouringDialog::propose(const QString& filter) {
    insert(0, {tr("New rule"), filter, QColor("#ffe08a"), QColor("#1d2127")});
    table_->setCurrentCell(0, Name);
    check();
}

void ColouringDialog::importRules() {
    chooseFile(this, {.title = tr("Import colouring rules")}, [this](const QString& name) {
        inBackground(
            this, [path = typedPath(name)] { return readRules(path); },
            [this](const Result<ColouringRules>& read) {
                if (read)
                    fill(*read);
                else
                    problem_->setText(plainText(read.error().text()));
            });
    });
}

void ColouringDialog::exportRules() {
    askToSave(this,
              {.title = tr("Export colouring rules"),
               .suggestedName = QStringLiteral("colorfilters"),
               .bytes = [text = colouringText(rules()).toUtf8()](const auto&) { return text; }},
              [this](const Result<SavedBytes>& saved) {
                  problem_->setText(saved ? QString() : plainText(saved.error().text()));
              });
}

} // namespace tapscope
