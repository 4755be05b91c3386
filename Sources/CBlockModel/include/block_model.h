#ifndef ONRECORD_BLOCK_MODEL_H
#define ONRECORD_BLOCK_MODEL_H

#include <stddef.h>

/// The trees that choose an article's text, as their training writes them.
const unsigned char *onrecord_block_model(void);

/// How many bytes they are.
size_t onrecord_block_model_length(void);

#endif
