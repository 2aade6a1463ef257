#include "protocols_dialog.h"

#include "protocol_model.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace tapscope {

ProtocolsDialog::ProtocolsDialog(const DecoderRegistry& registry, QWidget* parent)
    : QDialog(parent), model_(new ProtocolModel(registry, this)), found_(new QSortFilterProxyModel(this)),
      line_(new QLineEdit), tree_(new QTreeView), summary_(new QLabel) {
    setWindowTitle(tr("Supported protocols"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 540);
    line_->setObjectName(QStringLiteral("protocolSearch"));
    line_->setPlaceholderText(tr("Search names and titles: ttl, dns.qry, retransmission…"));
    line_->setAccessibleName(tr("Search protocols and fields"));
    line_->setClearButtonEnabled(true);
    found_->setSourceModel(model_);
    found_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    found_->setFilterKeyColumn(-1);
    found_->setRecursiveFilteringEnabled(true);
    found_->setAutoAcceptChildRows(true);
    tree_->setObjectName(QStringLiteral("protocols"));
    tree_->setAccessibleName(tr("Protocols and their fields"));
    tree_->setModel(found_);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(false);
    tree_->header()->resizeSection(ProtocolModel::Name, 280);
    tree_->header()->resizeSection(ProtocolModel::Title, 330);
    summary_->setObjectName(QStringLiteral("protocolSummary"));
    summary_->setProperty("role", "muted");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(line_);
    layout->addWidget(tree_, 1);
    layout->addWidget(summary_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(line_, &QLineEdit::textChanged, this, &ProtocolsDialog::search);
    connect(tree_, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        const QString name = index.siblingAtColumn(ProtocolModel::Name).data().toString();
        emit nameChosen(name.section(QLatin1Char(' '), 0, 0));
    });
    search({});
}

void ProtocolsDialog::showName(const QString& name) {
    line_->setText(name);
    const auto exact = found_->match(found_->index(0, ProtocolModel::Name), Qt::DisplayRole, name, 1,
                                     Qt::MatchExactly | Qt::MatchRecursive);
    if (exact.isEmpty())
        return;
    tree_->setCurrentIndex(exact.first());
    tree_->scrollTo(exact.first());
    tree_->setFocus();
}

void ProtocolsDialog::search(const QString& text) {
    found_->setFilterFixedString(text.trimmed());
    constexpr int fewEnoughToOpen = 40;
    if (!text.isEmpty() && found_->rowCount() <= fewEnoughToOpen)
        tree_->expandAll();
    else
        tree_->collapseAll();
    summary_->setText(text.isEmpty() ? tr("%L1 protocols, %L2 fields. Double-click a name to use it in the filter.")
                                           .arg(model_->rowCount())
                                           .arg(model_->fieldCount())
                      : found_->rowCount() == 0 ? tr("No protocol or field has this name.")
                                                : tr("%n protocol(s) found", nullptr, found_->rowCount()));
}

} // namespace tapscope
